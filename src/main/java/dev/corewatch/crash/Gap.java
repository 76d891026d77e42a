package dev.corewatch.crash;

/**
 * A crash known from one channel and missing on another.
 *
 * @param missing core, kernel_log, status, words or libraries
 * @param reason why, in words
 */
public record Gap(String missing, String reason) {

    public static final String CORE = "core";
}
