package io.tidecast.bench.torch;

import io.tidecast.core.optim.Adam;
import io.tidecast.models.measure.Given;
import java.util.List;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Adam over a network's parameters, with an ε that makes its first step Keras'. */
interface TorchAdam {
    /** ε stands inside the bias correction here, and outside in Keras. */
    double EPSILON = Adam.KERAS.epsilon() / Math.sqrt(1 - Adam.KERAS.beta2());

    /** Forgets the gradients. */
    void clear();

    /** Changes the parameters by their gradients. */
    void step();

    /** The one that comes with libtorch, parameter by parameter. */
    final class OfModules implements TorchAdam {
        private final org.bytedeco.pytorch.Adam optimizer;

        OfModules(List<Tensor> parameters) {
            AdamOptions options = new AdamOptions(Given.LEARNING_RATE);
            options.eps().put(EPSILON);
            optimizer = new org.bytedeco.pytorch.Adam(new TensorVector(parameters.toArray(Tensor[]::new)), options);
        }

        @Override
        public void clear() {
            optimizer.zero_grad();
        }

        @Override
        public void step() {
            optimizer.step();
        }
    }

    /** The same with all parameters and all gradients in one vector each, so that a step is a handful of operations. */
    final class Flat implements TorchAdam {
        private final Tensor parameters;
        private final Tensor gradients;
        private final Tensor first;
        private final Tensor second;
        private final Scalar towardsGradient = new Scalar(1 - Adam.KERAS.beta1());
        private final Scalar keepSquares = new Scalar(Adam.KERAS.beta2());
        private final Scalar addSquares = new Scalar(1 - Adam.KERAS.beta2());
        private final Scalar epsilon = new Scalar(Adam.KERAS.epsilon());
        private final Scalar stepSize = new Scalar(-Adam.KERAS.stepSize(1, Given.LEARNING_RATE));

        Flat(List<Tensor> values) {
            long size = values.stream().mapToLong(Tensor::numel).sum();
            parameters = torch.zeros(size);
            gradients = torch.zeros(size);
            first = torch.zeros(size);
            second = torch.zeros(size);
            long from = 0;
            for (Tensor value : values) {
                long[] dims = value.sizes().vec().get();
                Tensor place = parameters.narrow(0, from, value.numel()).view(dims);
                place.copy_(value.detach());
                value.set_data(place);
                value.mutable_grad()
                        .put(gradients.narrow(0, from, value.numel()).view(dims));
                from += value.numel();
            }
        }

        @Override
        public void clear() {
            gradients.zero_();
        }

        @Override
        public void step() {
            try (NoGradGuard _ = new NoGradGuard()) {
                first.lerp_(gradients, towardsGradient);
                second.mul_(keepSquares).addcmul_(gradients, gradients, addSquares);
                parameters.addcdiv_(first, second.sqrt().add_(epsilon), stepSize);
            }
        }
    }
}
