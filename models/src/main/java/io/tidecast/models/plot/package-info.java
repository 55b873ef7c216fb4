/** Charts drawn as SVG text: a small library of lines over numbers or times, and the two charts Tidecast shows. */
@NullMarked
package io.tidecast.models.plot;

import org.jspecify.annotations.NullMarked;
