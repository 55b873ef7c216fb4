/** Sound: WAV files read and written, their samples as codes, folders of recordings as data to learn from. */
@NullMarked
package io.tidecast.models.audio;

import org.jspecify.annotations.NullMarked;
