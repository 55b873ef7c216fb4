/** What the launcher does once after each build, so that the command starts sooner from then on. */
@NullMarked
package io.tidecast.cli.launch;

import org.jspecify.annotations.NullMarked;
