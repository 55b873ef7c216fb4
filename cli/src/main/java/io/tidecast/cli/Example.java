package io.tidecast.cli;

/** Data that need no file. */
enum Example {
    /** The book's series, see {@link io.tidecast.models.data.book.BookSeries}. */
    SINES;

    @Override
    public String toString() {
        return Values.typed(this);
    }
}
