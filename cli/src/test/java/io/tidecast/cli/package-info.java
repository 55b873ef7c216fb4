/** What a person meets: output, messages, exit statuses. */
@NullMarked
package io.tidecast.cli;

import org.jspecify.annotations.NullMarked;
