/** What people read of a crash: text, Markdown, HTML, the maintainers' bug report, lists, one line for the log. */
package dev.corewatch.publish.report;
