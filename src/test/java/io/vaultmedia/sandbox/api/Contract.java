package io.vaultmedia.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The media endpoint's part of the OpenAPI document in {@code /contract}. Its schemas are tightened before they are
 * used: {@code nullable}, which OpenAPI 3.1 no longer knows, becomes a null type, and fields that the document does not
 * name are excluded.
 */
final class Contract {
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);

    private final JsonNode document;
    private final JsonNode operation;

    private Contract(JsonNode document) {
        this.document = document;
        this.operation = document.get("paths").get(MediaEndpoint.PATH).get("get");
    }

    static Contract load() {
        try (InputStream in = Contract.class.getResourceAsStream("/contract/vault-plus-media.openapi.yaml")) {
            return new Contract(new YAMLMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> statuses() {
        List<String> statuses = new ArrayList<>();
        operation.get("responses").fieldNames().forEachRemaining(statuses::add);
        return statuses;
    }

    Set<ValidationMessage> violations(String status, JsonNode body) {
        JsonNode schema = tightened(content(status).get("schema"));
        return SCHEMAS.getSchema(schema).validate(body);
    }

    JsonNode example(String status) {
        return content(status).get("example");
    }

    String mediaType(String status) {
        return operation.at("/responses/" + status + "/content").fieldNames().next();
    }

    List<JsonNode> queryParameters() {
        return parameters("query");
    }

    JsonNode parameter(String name) {
        return queryParameters().stream()
                .filter(parameter -> parameter.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The one required header. */
    JsonNode header() {
        return parameters("header").get(0);
    }

    String apiKeyHeader() {
        return document.at("/components/securitySchemes/ApiKey/name").asText();
    }

    private JsonNode content(String status) {
        return operation.get("responses").get(status).get("content").get(mediaType(status));
    }

    private List<JsonNode> parameters(String in) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode parameter : operation.get("parameters")) {
            if (parameter.get("in").asText().equals(in)) {
                found.add(parameter);
            }
        }
        return found;
    }

    private static JsonNode tightened(JsonNode schema) {
        JsonNode copy = schema.deepCopy();
        tighten(copy);
        return copy;
    }

    private static void tighten(JsonNode node) {
        node.forEach(Contract::tighten);
        if (node instanceof ObjectNode schema && schema.path("type").isTextual()) {
            if (schema.path("nullable").asBoolean()) {
                ArrayNode types = schema.arrayNode().add(schema.get("type")).add("null");
                schema.set("type", types);
            }
            schema.remove("nullable");
            if (schema.has("properties")) {
                schema.put("additionalProperties", false);
            }
        }
    }
}
