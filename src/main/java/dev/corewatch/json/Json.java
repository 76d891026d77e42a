package dev.corewatch.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * The mapper's rules: what is unknown (null) is absent, times are ISO 8601 in UTC, enum constants are lower case with dashes,
 * unknown names are ignored so that a newer writer can be read. A record's components are written, and nothing that can be asked of it besides.
 */
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .annotationIntrospector(new KebabEnums())
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Json() {}

    /** Makes the mapper now, on a thread that has the time for it (some 30 ms in a fresh JVM), instead of at its first use. */
    public static void prepare() {
        MAPPER.createObjectNode();
    }

    /** The shared mapper; never reconfigured. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }
}
