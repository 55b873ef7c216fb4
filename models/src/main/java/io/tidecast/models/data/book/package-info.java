/** The example series of the book's chapter, drawn anew. */
@NullMarked
package io.tidecast.models.data.book;

import org.jspecify.annotations.NullMarked;
