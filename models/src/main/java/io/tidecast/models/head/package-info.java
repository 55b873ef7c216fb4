/** What the channels of a network's last layer say of each target: a number, or the parameters of a distribution. */
@NullMarked
package io.tidecast.models.head;

import org.jspecify.annotations.NullMarked;
