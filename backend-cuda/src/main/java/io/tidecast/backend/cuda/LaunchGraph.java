package io.tidecast.backend.cuda;

import io.tidecast.core.backend.Kernel;
import java.util.List;
import jcuda.driver.CUgraph;
import jcuda.driver.CUgraphExec;
import jcuda.driver.CUstream;
import jcuda.driver.CUstreamCaptureMode;
import jcuda.driver.CUstream_flags;
import jcuda.driver.JCudaDriver;

/** Launches recorded once, and started together ever after. */
final class LaunchGraph implements Kernel {
    private final Device device;
    private final CUgraphExec graph;
    private final List<Slab> slabs;
    private final String label;

    private LaunchGraph(Device device, CUgraphExec graph, List<Slab> slabs, String label) {
        this.device = device;
        this.graph = graph;
        this.slabs = slabs;
        this.label = label;
    }

    /**
     * Records launches.
     *
     * @param slabs where they read and write
     * @param owner the slab with which the recording goes
     */
    static LaunchGraph of(Device device, PreparedLaunch[] launches, List<Slab> slabs, Slab owner) {
        device.enter();
        CUgraph recorded = record(device, launches);
        CUgraphExec graph = new CUgraphExec();
        try {
            device.check(JCudaDriver.cuGraphInstantiate(graph, recorded, 0), "make a graph of kernels");
        } finally {
            JCudaDriver.cuGraphDestroy(recorded);
        }
        owner.keep(() -> device.check(JCudaDriver.cuGraphExecDestroy(graph), "give a graph of kernels back"));
        String label = launches.length + " kernels from " + launches[0].label() + " to "
                + launches[launches.length - 1].label();
        return new LaunchGraph(device, graph, slabs, label);
    }

    /** Records on a stream of its own: what other threads start meanwhile on the device's stream is not part of it. */
    private static CUgraph record(Device device, PreparedLaunch[] launches) {
        CUstream stream = new CUstream();
        device.check(JCudaDriver.cuStreamCreate(stream, CUstream_flags.CU_STREAM_NON_BLOCKING), "make a stream");
        try {
            CUgraph recorded = new CUgraph();
            device.check(
                    JCudaDriver.cuStreamBeginCapture(stream, CUstreamCaptureMode.CU_STREAM_CAPTURE_MODE_RELAXED),
                    "record kernels");
            for (PreparedLaunch launch : launches) {
                launch.enqueue(stream);
            }
            device.check(JCudaDriver.cuStreamEndCapture(stream, recorded), "record kernels");
            return recorded;
        } finally {
            JCudaDriver.cuStreamDestroy(stream);
        }
    }

    @Override
    public void run() {
        LaunchSequence.requireOpen(slabs);
        device.enter();
        device.health().running(label);
        device.check(JCudaDriver.cuGraphLaunch(graph, device.stream()), "start " + label);
    }
}
