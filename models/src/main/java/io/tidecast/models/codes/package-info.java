/** What networks of codes share, be the codes those of sound or of notes: what they are tried on, and how they train. */
@NullMarked
package io.tidecast.models.codes;

import org.jspecify.annotations.NullMarked;
