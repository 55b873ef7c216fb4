/** Notes: pieces of several voices read from CSV, made up by networks, written as MIDI and as sound. */
@NullMarked
package io.tidecast.models.music;

import org.jspecify.annotations.NullMarked;
