package io.tidecast.models.music;

/**
 * How well a network tells the next note.
 *
 * @param nats −ln of the probability given to the note that came, as a mean over notes
 * @param right the share of notes that were held the most likely, 0 to 1
 * @param notes how many notes were told
 */
public record NoteScore(double nats, double right, long notes) {}
