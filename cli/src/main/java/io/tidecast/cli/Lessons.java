package io.tidecast.cli;

import io.tidecast.core.error.InputException;

/**
 * What a network of codes learns from, as the options of a command say it.
 *
 * @param audio recordings
 * @param notes music, which is split as recordings are
 */
record Lessons(AudioOptions audio, NoteOptions notes) {
    /** Returns whether one is chosen; else networks learn from series. */
    boolean areGiven() {
        return audio.isGiven() || notes.isGiven();
    }

    /**
     * Returns the one that is chosen.
     *
     * @param head of sound alone
     * @throws InputException if both are chosen, or the model or the head is for something else
     */
    CodesTrainingRun.Lesson<?, ?> chosen(Console console, ModelName model, ModelOptions design, HeadOption head) {
        if (audio.isGiven() && notes.isGiven()) {
            throw new InputException("--audio and --notes: a model is of one of them; leave out the other");
        }
        if (audio.isGiven()) {
            return new SoundLesson(console, audio, design, model, head.given());
        }
        head.requireNone();
        return new NoteLesson(notes, audio, design, model);
    }
}
