package io.vaultmedia.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How far a connection is known to be complete: the value of a record of the topic {@code <prefix>.progress}. Immutable.
 *
 * @param connection the connection's alias, or its id if it has no alias
 * @param verifiedUpTo everything that was stored before this time is published, Unix ms by the API's clock; null until the
 *     first scan over everything has ended, and if the API's clock turns out to have been wrong
 * @param scan the kind of scan that the product made last: {@code backfill} or {@code incremental}
 * @param publishedTotal the number of newly stored variants of the connection that were published so far
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ConnectionProgress(
        @JsonProperty("connection") String connection,
        @JsonProperty("verifiedUpTo") Long verifiedUpTo,
        @JsonProperty("scan") String scan,
        @JsonProperty("publishedTotal") long publishedTotal) {}
