package io.tidecast.models.music;

import io.tidecast.core.compile.VariableStore;
import io.tidecast.models.net.Network;
import io.tidecast.models.train.Batch;
import io.tidecast.models.train.Examples;
import io.tidecast.models.train.Part;
import io.tidecast.models.train.Predictor;

/** Adds up how well a network tells each note that counts. */
final class NoteJudge {
    private static final int BATCH = 32;

    private double nats;
    private long right;
    private long notes;

    private NoteJudge() {}

    /**
     * Judges a network by examples.
     *
     * @param store has the network's variables
     */
    static NoteScore judge(VariableStore store, Network network, Examples examples) {
        NoteJudge judge = new NoteJudge();
        try (Predictor predictor = new Predictor(store, network, BATCH)) {
            predictor.forEach(examples, judge::add);
        }
        return new NoteScore(judge.nats / judge.notes, (double) judge.right / judge.notes, judge.notes);
    }

    private void add(Part part, float[] logits) {
        Batch batch = part.batch();
        int places = batch.weights().length;
        int classes = logits.length / places;
        for (int place = 0; place < places; place++) {
            if (batch.weights()[place] > 0) {
                add(logits, place, places, classes, batch.targetCodes()[place]);
            }
        }
    }

    private void add(float[] logits, int place, int places, int classes, int target) {
        int likeliest = 0;
        for (int code = 1; code < classes; code++) {
            if (logits[code * places + place] > logits[likeliest * places + place]) {
                likeliest = code;
            }
        }
        double most = logits[likeliest * places + place];
        double sum = 0;
        for (int code = 0; code < classes; code++) {
            sum += StrictMath.exp(logits[code * places + place] - most);
        }
        nats += StrictMath.log(sum) + most - logits[target * places + place];
        right += likeliest == target ? 1 : 0;
        notes++;
    }
}
