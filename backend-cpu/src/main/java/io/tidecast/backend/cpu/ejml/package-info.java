/** The readable reference: every primitive in double precision, matrix products by EJML, the rest in plain loops. */
@NullMarked
package io.tidecast.backend.cpu.ejml;

import org.jspecify.annotations.NullMarked;
