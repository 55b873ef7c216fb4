package io.tidecast.backend.cpu.kernel;

/** Work cut into blocks that may run in any order and at the same time. */
public interface BlockTask {
    /**
     * Runs one block.
     *
     * @param worker which of the threads runs it, from 0; no two run at the same time under one number
     */
    void run(int block, int worker);
}
