package io.tidecast.backend.cuda;

/**
 * What a GPU can do.
 *
 * @param name as its driver says
 * @param capability its compute capability, 10 · major + minor
 * @param multiprocessors how many blocks can at least run at a time
 * @param sharedBytesPerBlock how much shared memory a block may be given
 */
record DeviceTraits(String name, int capability, int multiprocessors, int sharedBytesPerBlock) {}
