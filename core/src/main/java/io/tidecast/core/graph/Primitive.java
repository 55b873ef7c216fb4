package io.tidecast.core.graph;

/**
 * An operation that every backend must run. Nothing broadcasts by itself. Each is one record; a new one makes the
 * compiler name every exhaustive switch that must grow with it.
 */
public sealed interface Primitive extends Op
        permits Unary,
                Binary,
                Compare,
                Select,
                Cast,
                MatMul,
                Reduce,
                Broadcast,
                Reshape,
                Transpose,
                Slice,
                Pad,
                Concat,
                DynamicSlice,
                DynamicUpdate,
                Gather,
                ScatterAdd,
                Iota,
                RandomUniform {}
