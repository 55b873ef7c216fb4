/** The service provider interface: what a backend implements, and how one is chosen at run time. */
@NullMarked
package io.tidecast.core.backend;

import org.jspecify.annotations.NullMarked;
