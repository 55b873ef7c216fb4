package io.tidecast.backend.cuda;

/**
 * The kernels of one source file as text that a driver compiles for its GPU.
 *
 * @param family the source's name without its ending
 * @param capability the least compute capability it runs on, 10 · major + minor
 * @param hash of the source and the headers it includes, see {@link Manifest}
 */
record PtxTier(String family, int capability, String hash) {
    /** Returns the resource's name, seen from this package. */
    String resource() {
        return "ptx/sm_" + capability + "/" + family + ".ptx";
    }
}
