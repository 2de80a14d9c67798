package io.vaultmedia.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.media.InvalidItem;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A dead letter is recognised at the next poll, when counters, expiry times and addresses are other ones. */
class EntryIdentityTest {

    private static final List<String> WITHOUT_ID = List.of(
            "'x':1",
            "'id':''",
            "'id':null",
            "'id':true",
            "'id':66.5",
            "'id':67.5",
            "'id':{'n':1}",
            "'id':['a']",
            "'id':NaN",
            "'id':'a\tb'",
            "'mediaId':'1001'",
            "'mediaId':'1002'");

    @Test
    void isTheSameAtEachAnswerAndAnotherForEachEntry() throws Exception {
        List<InvalidItem> first = new ArrayList<>();
        for (String id : WITHOUT_ID) {
            InvalidItem item = invalid(entry(id, 1, "https://media.example/v2/a"));
            InvalidItem again = invalid(entry(id, 70_000, "https://media.example/v2/b?signature=c"));
            assertThat(item.mediaId()).isNull();
            assertThat(again.identity()).as(id).isEqualTo(item.identity());
            assertThat(again.detail()).as(id).isEqualTo(item.detail());
            first.add(item);
        }
        assertThat(first).extracting(InvalidItem::identity).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'id':'66','type':1}", "{'id':66,'x':NaN}", "{'x':NaN,'id':'66'}", "{'x':'a\tb','id':66}"})
    void isTheIdIfThereIsOne(String entry) throws Exception {
        InvalidItem item = invalid(entry);

        assertThat(item.mediaId()).isEqualTo("66");
        assertThat(item.identity()).isEqualTo("id:66");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'a':NaN} | {'a':nan}",
                "{'a':NaN} | {'b':NaN}",
                "{'a':1,'b':2} | {'a':2,'b':1}",
                "{'a':[1,2]} | {'a':[2,1]}",
                "{'a':{'b':1}} | {'a':1,'b':1}",
                "{'url':'x'} | {'url':'y'}",
                "{'url':NaN} | {'url':nan}",
                "{} | []",
                "{} | {'a':{}}",
                "null | true",
                "'a' | 'b'",
                "{'media':{'a':{'storedAt':1}}} | {'media':{'b':{'storedAt':1}}}",
            })
    void tellsEntriesApart(String one, String other) throws Exception {
        assertThat(invalid(one).identity()).isNotEqualTo(invalid(other).identity());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'a':1,'b':2} | { 'b' : 2 , 'a' : 1 }",
                "{'a':1,'url':'x'} | {'a':1,'url':'y'}",
                "{'a':1,'access_count':1} | {'a':1,'access_count':2}",
                "{'a':1,'b':{'expiresAt':{'s':1}}} | {'a':1,'b':{'expiresAt':{'s':2}}}",
                "{'a':1,'thumb':'https://x/1'} | {'a':1,'thumb':'https:\\/\\/x\\/2'}",
                "{'a':NaN,'status':'stored'} | {'a':NaN,'status':'removed'}",
            })
    void leavesOutWhatChanges(String one, String other) throws Exception {
        assertThat(invalid(one).identity()).isEqualTo(invalid(other).identity());
    }

    /** Each level costs memory, and an entry may be as large as a page. */
    @Test
    void boundsTheDepthOfAnEntry() throws Exception {
        String deep = "{'x':" + "[".repeat(5_000_000) + "%s" + "]".repeat(5_000_000) + ",'y':1}";

        String one = invalid(deep.formatted("1")).identity();

        assertThat(invalid(deep.formatted("1")).identity()).isEqualTo(one);
        assertThat(invalid(deep.formatted("2")).identity()).isNotEqualTo(one);
        assertThat(invalid(deep.formatted("1").replace("'y':1", "'y':2")).identity())
                .isNotEqualTo(one);
    }

    private static InvalidItem invalid(String entry) throws ApiException {
        byte[] page = ("{'items':[" + entry + "]}").replace('\'', '"').getBytes(UTF_8);
        return new MediaPageReader(1 << 24)
                .read(new ByteArrayInputStream(page), () -> Instant.EPOCH)
                .invalidItems()
                .get(0);
    }

    private static String entry(String id, long count, String url) {
        return ("{%s,'type':'image','duration':null,'media':{'full':{'status':'stored','quality':'full','accessCount':%d,"
                        + "'sizeBytes':9,'contentType':'image/jpeg','createdAt':1795004686692,'storedAt':1796004686692,"
                        + "'expiresAt':%d,'lastAccessedAt':%d,'url':'%s'}}}")
                .formatted(id, count, count * 1000, count * 2000, url);
    }
}
