/** Pure decisions about a crash: what sort of death it was, and how far its stack can be believed. */
@org.jspecify.annotations.NullMarked
package dev.corewatch.analyze.judge;
