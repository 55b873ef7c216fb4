/** What is written to disk and read back: whole files or none, JSON documents, tensors in the safetensors format. */
@NullMarked
package io.tidecast.models.file;

import org.jspecify.annotations.NullMarked;
