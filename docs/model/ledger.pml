/*
 * The ledger protocol of one shard with one connection, as a program that spin checks. README.md tells how.
 *
 * It says what docs/architecture.md says in words: two replicas; a Kafka with transactions, which a transactional id fences; a
 * consumer group that moves the shard; an API whose rows come late, and go; and a number of faults. spin tries all
 * interleavings of all of it. A step is atomic only where one party does one thing.
 *
 * -DWRONG_… makes one known mistake. -DTV=1 is a producer of kafka-clients 3.9, which has one epoch for many transactions,
 * -DTV=2 one of 4.x with a broker of transaction.version=2, which has an epoch for each.
 */
#ifndef REPLICAS
#define REPLICAS 2
#endif
#ifndef VARIANTS
#define VARIANTS 3
#endif
#ifndef HOURS
#define HOURS 4 /* the API's clock stops here */
#endif
#ifndef FAULTS
#define FAULTS 2 /* of any kind: crash, answer that is lost or late, request sent twice, transaction timed out, shard moved */
#endif
#ifndef LATE
#define LATE 0 /* rows that appear later than the overlap */
#endif
#ifndef REMOVALS
#define REMOVALS 0 /* rows that the API removes once they are published */
#endif
#ifndef TV
#define TV 2
#endif

#ifndef PAGE
#define PAGE 1 /* rows of a page */
#endif
#define OVERLAP 1
#define NOBODY 2
#define HAS(set, v) (((set) >> (v)) & 1)
#define LESS(a, b) ((a) > (b) -> (a) - (b) : 0)
#define MIN(a, b) ((a) < (b) -> (a) : (b))

/* Of a shard's transactional ids; the product has one. */
#ifdef WRONG_TWO_IDS
#define ID(r) (r)
#else
#define ID(r) 0
#endif

/* ---- A trace of a real run: the steps that it names happen in its order only. README.md tells more. ---- */
#define TAKES_OVER 1 /* the transactional id */
#define READS 2 /* the ledger: these variants */
#define SENDS 3 /* these variants, in one transaction */
#define ENTERS 4 /* the ledger entries of these variants */
#define HEARS 5 /* that Kafka has committed */
#define GIVES_UP 6 /* on the outcome, or dies */
#ifdef TRACE
byte at;
#include "trace.h" /* IS_NEXT(event, replica, variants), and LENGTH */
#define FOLLOW at++
#else
#define IS_NEXT(event, replica, variants) true
#define FOLLOW skip
#endif

/* ---- The API ---- */
byte now = 1;
byte storedAt[VARIANTS];
byte visible;       /* what it lists now */
byte stored;        /* what it has listed at any time */
byte slipped;       /* appeared later than the overlap: only a sweep has to find it */
byte faults = FAULTS;
bit quiet;          /* no fault and no news from now on */

/* ---- Kafka: what readers of committed records see, and what its coordinators know ---- */
byte published;
byte ledger;
byte watermark;
byte owner;             /* the replica to which the group assigns the shard */
byte holder[2] = NOBODY; /* of each transactional id: the replica that has taken it over last */
mtype = { NONE, ONGOING, COMMITTING, COMMITTING_LEDGER };
mtype txn[2] = NONE;    /* of each transactional id */
byte txnVariants[2], txnEntries[2], txnGone[2], txnWatermark[2];
/* EndTxn requests on their way. Those of a producer that was fenced are not here: their epoch is refused. */
byte ends[2];           /* of the present transaction */
byte lateEnds[2];       /* of a transaction before it, by the same producer */

/* ---- The replicas ---- */
mtype = { CLOSED, CONFIRMED, FENCED, OPEN };
mtype state[2] = CLOSED;
mtype = { IDLE, NEWS, SWEEP, LOOK_AGAIN, ENDING, ENDING_SWEEP };
mtype scan[2] = IDLE;
mtype = { NO_TXN, HALF_SENT, ALL_SENT, ANSWERED };
mtype step[2] = NO_TXN;
byte known[2];          /* the ledger in memory: it has the entries of pages that wait, too */
byte mark[2];           /* the watermark in memory */
byte target[2];         /* the watermark that the end of the scan proves */
byte place[2];          /* in the scan: the rows that it has passed */
byte waiting[2];        /* variants for the next transaction */
byte inTxn[2];
byte markInTxn[2];
bit resent[2];         /* the client has sent EndTxn again */
bit final[2];           /* the sweep began after quiet */
byte seen[2], missing[2], gone[2], goneInTxn[2];
bit done;               /* a sweep that began after quiet has ended */

hidden byte i, j, from, page, count;
hidden byte isLast;

/* What the coordinator has decided to commit is as good as published, be its markers written or not. */
#define DECIDED(id) (txn[id] == COMMITTING -> txnVariants[id] : 0)
#define SURE (published | DECIDED(0) | DECIDED(1))
#define HOLDS(r) (holder[ID(r)] == r)

/* A page: the rows from an instant on, oldest first, behind an offset. No cursor is worse than an offset. */
inline list(offset) {
    page = 0; count = 0; isLast = 1;
    for (i : 1 .. HOURS) {
        for (j : 0 .. VARIANTS - 1) {
            if
            :: HAS(visible, j) && storedAt[j] == i && i >= from ->
                if
                :: count < offset
                :: count >= offset && count < offset + PAGE -> page = page | (1 << j)
                :: else -> isLast = 0
                fi;
                count++
            :: else
            fi
        }
    }
}

/* All that a replica has in memory: after a crash, and after any failure. */
inline forget(r) {
    state[r] = CLOSED; scan[r] = IDLE; step[r] = NO_TXN; known[r] = 0; mark[r] = 0; target[r] = 0; place[r] = 0;
    waiting[r] = 0; inTxn[r] = 0; markInTxn[r] = 0; final[r] = 0; resent[r] = 0; seen[r] = 0; missing[r] = 0; gone[r] = 0; goneInTxn[r] = 0
}

inline abort(id) {
    txn[id] = NONE; txnVariants[id] = 0; txnEntries[id] = 0; txnGone[id] = 0; txnWatermark[id] = 0
}

/* A watermark that has passed means published; but not for what was late, or slipped between pages: that is for sweeps. */
inline checkWatermark() {
    for (i : 0 .. VARIANTS - 1) {
        assert(!(HAS(stored, i) && !HAS(slipped, i) && storedAt[i] < watermark && !HAS(published, i)))
    }
}

proctype Replica(byte r) {
    do
    /* Opening: the group confirms, the transactional id is taken over, and only then the ledger is read. */
    :: d_step { !done && state[r] == CLOSED && owner == r -> state[r] = CONFIRMED
#ifdef WRONG_READ_BEFORE_FENCING
        ; known[r] = ledger; mark[r] = watermark
#endif
        }
    :: d_step { state[r] == CONFIRMED && (txn[ID(r)] == NONE || txn[ID(r)] == ONGOING) &&
            IS_NEXT(TAKES_OVER, r, 0) ->
        FOLLOW; abort(ID(r)); holder[ID(r)] = r; ends[ID(r)] = 0; lateEnds[ID(r)] = 0; state[r] = FENCED }
    :: d_step { state[r] == FENCED && IS_NEXT(READS, r, ledger) -> FOLLOW; state[r] = OPEN
#ifndef WRONG_READ_BEFORE_FENCING
        ; known[r] = ledger; mark[r] = watermark
#endif
        }

    /* A scan begins. */
    :: d_step { !quiet && state[r] == OPEN && scan[r] == IDLE -> scan[r] = NEWS; target[r] = LESS(now, OVERLAP);
#ifdef WRONG_WATERMARK_FIRST
        if :: HOLDS(r) && target[r] > watermark -> watermark = target[r]; checkWatermark() :: else fi
#endif
        }
    :: d_step { (quiet || REMOVALS > 0) && !done && state[r] == OPEN && scan[r] == IDLE && missing[r] == 0 ->
        scan[r] = SWEEP; final[r] = quiet }
    :: d_step { quiet && state[r] == OPEN && scan[r] == IDLE && missing[r] != 0 -> missing[r] = 0 }

    /* A page: its news wait for the next transaction, and are known from now on. */
    :: d_step { state[r] == OPEN && (scan[r] == NEWS || scan[r] == SWEEP) ->
        from = (scan[r] == SWEEP -> 0 : MIN(mark[r], target[r]));
#ifdef WRONG_PLUS_ONE
        from = (scan[r] == SWEEP -> 0 : mark[r]);
#endif
        list(place[r]);
        place[r] = place[r] + PAGE;
        missing[r] = missing[r] & ~page;
        if :: REMOVALS > 0 && scan[r] == SWEEP -> seen[r] = seen[r] | page :: else fi;
        waiting[r] = waiting[r] | (page & ~known[r]);
        known[r] = known[r] | page;
        if
        :: isLast && scan[r] == NEWS -> /* what no page has shown since the sweep is gone */
            place[r] = 0; scan[r] = ENDING; gone[r] = missing[r]; missing[r] = 0; known[r] = known[r] & ~gone[r]
#ifdef WRONG_PLUS_ONE
            ; target[r] = 0;
            for (i : 0 .. VARIANTS - 1) {
                if :: HAS(known[r], i) && storedAt[i] + 1 > target[r] -> target[r] = storedAt[i] + 1 :: else fi
            }
#endif
        :: isLast && scan[r] == SWEEP -> place[r] = 0; scan[r] = ENDING_SWEEP
        :: else
        fi }

    /* A second look for what the sweep has missed: an answer of a single page, about one instant. */
    :: d_step { state[r] == OPEN && scan[r] == LOOK_AGAIN ->
        page = 0; count = 0;
        for (i : 0 .. VARIANTS - 1) {
            if :: HAS(visible, i) && storedAt[i] == storedAt[place[r]] -> page = page | (1 << i); count++ :: else fi
        }
        if
        :: HAS(missing[r], place[r]) ->
            missing[r] = missing[r] & ~page;
            if :: count > PAGE -> missing[r] = missing[r] & ~(1 << place[r]) :: else fi
        :: else
        fi;
        place[r] = place[r] + 1;
        if :: place[r] == VARIANTS -> scan[r] = IDLE; place[r] = 0 :: else fi }

    /* The end of a scan, once all its pages are committed. If there was no news, the watermark moves in memory only. */
    :: d_step { state[r] == OPEN && scan[r] == ENDING && step[r] == NO_TXN && (waiting[r] | gone[r]) == 0 ->
        if :: target[r] > mark[r] -> mark[r] = target[r] :: else fi;
        target[r] = 0; scan[r] = IDLE }
    :: d_step { state[r] == OPEN && scan[r] == ENDING_SWEEP && step[r] == NO_TXN && (waiting[r] | gone[r]) == 0 ->
        scan[r] = IDLE;
        if
        :: REMOVALS > 0 ->
            missing[r] = known[r] & ~seen[r]; seen[r] = 0;
#ifdef WRONG_FORGET_AT_ONCE
            gone[r] = missing[r]; known[r] = known[r] & ~gone[r]; missing[r] = 0;
            if :: gone[r] != 0 -> scan[r] = ENDING :: else fi
#else
            if :: missing[r] != 0 -> scan[r] = LOOK_AGAIN :: else fi
#endif
        :: else
        fi;
        if
        :: final[r] -> /* at least once, in the end */
            for (i : 0 .. VARIANTS - 1) { assert(!HAS(visible, i) || HAS(SURE, i) || REMOVALS > 0) /* else the next sweep */ }
            if :: (visible & ~SURE) == 0 -> done = 1 :: else fi
        :: else
        fi;
        final[r] = 0 }

    /* A transaction of all pages that wait: variants, ledger entries, EndTxn. */
    :: d_step { state[r] == OPEN && step[r] == NO_TXN && (waiting[r] | gone[r]) != 0 &&
            (!HOLDS(r) || (txn[ID(r)] == NONE || txn[ID(r)] == ONGOING) && IS_NEXT(SENDS, r, waiting[r])) ->
        if
        :: !HOLDS(r) -> forget(r) /* refused: fenced */
        :: else ->
            FOLLOW;
            inTxn[r] = waiting[r]; waiting[r] = 0; goneInTxn[r] = gone[r]; gone[r] = 0;
            markInTxn[r] = (scan[r] == ENDING -> target[r] : 0);
            txn[ID(r)] = ONGOING; txnVariants[ID(r)] = txnVariants[ID(r)] | inTxn[r]; step[r] = HALF_SENT
        fi }
    :: d_step { step[r] == HALF_SENT && (!HOLDS(r) || txn[ID(r)] != ONGOING || IS_NEXT(ENTERS, r, inTxn[r])) ->
        if
        :: !HOLDS(r) || txn[ID(r)] != ONGOING -> forget(r) /* refused: the broker verifies that the transaction is ongoing */
        :: else ->
            FOLLOW;
            txnEntries[ID(r)] = txnEntries[ID(r)] | inTxn[r]; txnGone[ID(r)] = goneInTxn[r]; txnWatermark[ID(r)] = markInTxn[r];
            ends[ID(r)] = 1; step[r] = ALL_SENT
        fi }
    :: d_step { step[r] == ALL_SENT && !HOLDS(r) -> forget(r) }
    :: d_step { step[r] == ALL_SENT && HOLDS(r) && faults > 0 && ends[ID(r)] == 1 ->
        faults--; ends[ID(r)] = 2; resent[r] = 1 } /* the client sends the request again; the first one may still arrive */
    :: d_step { step[r] == ANSWERED && IS_NEXT(HEARS, r, inTxn[r]) ->
        FOLLOW;
        if :: markInTxn[r] > mark[r] -> mark[r] = markInTxn[r] :: else fi;
        inTxn[r] = 0; goneInTxn[r] = 0; markInTxn[r] = 0; step[r] = NO_TXN;
        if
        :: TV == 1 && HOLDS(r) -> lateEnds[ID(r)] = ends[ID(r)]; ends[ID(r)] = 0
        :: TV == 2 && HOLDS(r) -> ends[ID(r)] = 0 /* refused: the next transaction has another epoch */
        :: else
        fi;
#ifndef WRONG_GOES_ON_AFTER_RESENDING
        if :: resent[r] -> forget(r) :: else fi; /* opens again, for the first request may still arrive */
#endif
        resent[r] = 0 }

    /* No answer in time, or never: the outcome is unknown. */
    :: d_step { faults > 0 && !quiet && (step[r] == ALL_SENT || step[r] == ANSWERED) &&
            IS_NEXT(GIVES_UP, r, 0) -> FOLLOW; faults--;
#ifdef WRONG_ABORTED_MEANS_NOT_WRITTEN
        /* It believes that nothing was written, aborts, and sends the same variants again. */
        if :: HOLDS(r) && txn[ID(r)] == ONGOING -> abort(ID(r)) :: else fi;
        if :: HOLDS(r) -> ends[ID(r)] = 0 :: else fi;
        waiting[r] = waiting[r] | inTxn[r]; inTxn[r] = 0; step[r] = NO_TXN
#else
        forget(r)
#endif
        }
    /* A crash, at any step. */
    :: d_step { faults > 0 && !quiet && state[r] != CLOSED && IS_NEXT(GIVES_UP, r, 0) -> FOLLOW; faults--; forget(r) }
    /* A replica that hears that the shard has moved releases it; until then it goes on as a zombie. */
    :: d_step { owner != r && state[r] != CLOSED && step[r] == NO_TXN -> forget(r) }
    :: done && step[r] == NO_TXN -> break
    od
}

/* Requests reach a coordinator in any order, or never. The markers of a commit reach the partitions one by one. */
proctype Coordinator(byte id) {
end:
    do
    :: d_step { ends[id] > 0 && txn[id] == ONGOING -> ends[id]--; txn[id] = COMMITTING; step[holder[id]] = ANSWERED }
    :: d_step { lateEnds[id] > 0 && txn[id] == ONGOING -> lateEnds[id]--; txn[id] = COMMITTING }
    :: d_step { lateEnds[id] > 0 && txn[id] == NONE -> lateEnds[id]-- }
    :: d_step { txn[id] == COMMITTING ->
        assert((published & txnVariants[id]) == 0); /* at most once */
        published = published | txnVariants[id]; txn[id] = COMMITTING_LEDGER }
    :: d_step { txn[id] == COMMITTING_LEDGER ->
        ledger = (ledger | txnEntries[id]) & ~txnGone[id];
        if :: txnWatermark[id] > watermark -> watermark = txnWatermark[id] :: else fi;
        abort(id); checkWatermark(); i = 0 }
    /* It aborts a transaction that lasts too long, and fences its producer. */
    :: d_step { faults > 0 && !quiet && txn[id] == ONGOING ->
        faults--; abort(id); holder[id] = NOBODY; ends[id] = 0; lateEnds[id] = 0 }
    od
}

/* The group moves the shard. */
proctype Group() {
end:
    do
    :: d_step { faults > 0 && !quiet -> faults--; owner = 1 - owner }
    od
}

#ifdef TRACE
/* What was seen can happen: that is what the search has to find. */
proctype Observer() {
end:
    at == LENGTH -> assert(at != LENGTH)
}
#endif

/* Time passes. Variants are stored, and appear at once, within the overlap, or later. Rows are removed. */
inline store(age) {
    storedAt[next] = now - age; visible = visible | (1 << next); stored = stored | (1 << next); next++
}

proctype Api() {
    byte next = 0, late = LATE, removals = REMOVALS;
    do
    :: d_step { now < HOURS -> now++ }
    :: d_step { next < VARIANTS -> store(0) }
    :: d_step { next < VARIANTS && now > OVERLAP -> store(OVERLAP) }
    :: d_step { next < VARIANTS && now > OVERLAP + 1 && late > 0 -> late--; slipped = slipped | (1 << next); store(OVERLAP + 1) }
    :: d_step { removals > 0 && HAS(published, 0) && HAS(visible, 0) -> removals--; visible = visible & ~1 }
    :: d_step { next == VARIANTS && now == HOURS && removals == 0 -> quiet = 1; next = 0 }; break
    od
}

init {
    atomic {
#ifdef TRACE
        run Observer();
#endif
#ifdef WRONG_TWO_IDS
        run Coordinator(1);
#endif
#if REPLICAS > 1
        run Replica(1); run Group();
#endif
        run Replica(0); run Coordinator(0); run Api()
    }
}

/* After quiet, a sweep ends that finds all published: checked with weak fairness. */
ltl arrives { <> done }
