/** Networks made of layers: Conv-GRU, WaveNet and the baselines they are measured against. */
@NullMarked
package io.tidecast.models.net;

import org.jspecify.annotations.NullMarked;
