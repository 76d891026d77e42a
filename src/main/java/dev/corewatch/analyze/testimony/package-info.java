/** What is said of a death elsewhere than in its core: HAProxy's own words, and how all testimonies are reconciled with a core. */
@NullMarked
package dev.corewatch.analyze.testimony;

import org.jspecify.annotations.NullMarked;
