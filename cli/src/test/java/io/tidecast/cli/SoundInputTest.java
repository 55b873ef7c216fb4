package io.tidecast.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.models.audio.WavWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of folders of sound with something wrong in them. */
class SoundInputTest {
    private static final int RATE = HummedVoices.RATE;

    @TempDir
    private Path work;

    private Path folder;

    @BeforeEach
    void record() throws IOException {
        folder = HummedVoices.record(work.resolve("voices"));
    }

    private String[] training(String... more) {
        List<String> all = new ArrayList<>(List.of("--epochs", "1", "--steps-per-epoch", "1"));
        all.addAll(List.of(
                "--classes", "8", "--out", work.resolve("model.safetensors").toString()));
        all.addAll(List.of(more));
        return HummedVoices.training(folder, all.toArray(String[]::new));
    }

    /** Returns the arguments with another value of an option. */
    private String[] trainingWith(String option, String value) {
        String[] all = training();
        all[Arrays.asList(all).indexOf(option) + 1] = value;
        return all;
    }

    private void refused(String... words) {
        Terminal.run(training()).failed(Status.WRONG_INPUT, words);
    }

    private Path bad() {
        return folder.resolve("low_1.wav");
    }

    /** Writes a file of 1,000 bytes of samples, whatever they are. */
    private void write(int tag, int bits, int stated, int rate) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(44 + 1_000).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(1_036);
        bytes.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        bytes.putShort((short) tag).putShort((short) 1).putInt(rate).putInt(rate);
        bytes.putShort((short) 1).putShort((short) bits);
        bytes.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(stated);
        Files.write(bad(), bytes.array());
    }

    @ParameterizedTest
    @CsvSource({
        "hello; this is no sound,begins with 'hell'",
        "fLaC and so on,'begins with ''fLaC'', as FLAC does'",
        "OggS and so on,'begins with ''OggS'', as Ogg does'",
        "ID3 and so on,'begins with ''ID3 '', as MP3 does'",
        "RF64 and so on,'begins with ''RF64'', a kind of WAV that is not read'"
    })
    void whatIsNoWavIsSaidToBeNone(String text, String expected) throws IOException {
        Files.writeString(bad(), text);
        refused("low_1.wav: is not a WAV file", expected, "convert it to WAV");
    }

    @ParameterizedTest
    @CsvSource({
        "2,4,is in Microsoft ADPCM of 4 bits;",
        "17,4,is in IMA ADPCM of 4 bits;",
        "49,0,is in GSM 6.10;",
        "85,0,is in MP3;",
        "4660,16,is in format tag 0x1234 of 16 bits;",
        "1,64,is in PCM of 64 bits;"
    })
    void codecsThatAreNotReadAreNamed(int tag, int bits, String expected) throws IOException {
        write(tag, bits, 1_000, RATE);
        refused("low_1.wav: " + expected, "expected PCM of 8, 16, 24 or 32 bits", "convert it");
    }

    @Test
    void filesWithNothingOrNotAllInThemAreRefused() throws IOException {
        write(1, 16, 0, RATE);
        refused("low_1.wav: has a length of zero samples; leave it out");
        write(1, 16, 5_000, RATE);
        refused("low_1.wav: is truncated: its header says 5000 bytes of samples, there are 1000", "fetch it again");
        write(1, 16, 1_000, 0);
        refused("low_1.wav: samples a second: found 0", "fetch it again or leave it out");
        Files.write(bad(), new byte[0]);
        refused("low_1.wav: is empty", "fetch it again or leave it out");
        Files.write(bad(), "RIFF....WAVE".getBytes(StandardCharsets.US_ASCII));
        refused("low_1.wav: has no samples", "fetch it again or leave it out");
        assertTrue(Files.notExists(work.resolve("model.safetensors")));
    }

    @Test
    void mixedRatesAreRefusedUnlessOneIsAskedFor() {
        WavWriter.write(bad(), new float[] {0.1f, 0.2f, 0.3f, 0.1f}, 2 * RATE);
        refused("low_1.wav: has 8000 samples a second", "has 4000; --sample-rate 4000 resamples all to one rate");
        Terminal.run(training("--sample-rate", "4000")).done();
    }

    @Test
    void whatIsSilentOrClippedIsCountedAndNamed() {
        float[] loud = new float[500];
        Arrays.fill(loud, 100, 110, 2);
        WavWriter.write(folder.resolve("low_0.wav"), loud, RATE);
        WavWriter.write(folder.resolve("high_7.wav"), new float[500], RATE);
        WavWriter.write(folder.resolve("high_8.wav"), new float[500], RATE);
        Terminal trained = Terminal.run(training()).done();
        assertTrue(
                trained.err().contains("2 of 40 files in " + folder + " are silent and left out, such as high_7.wav"),
                trained.err());
        assertTrue(
                trained.err().contains("1 of 40 files in " + folder + " are clipped, such as low_0.wav"),
                trained.err());
    }

    @Test
    void labelsThatTellNothingAreSaid() throws IOException {
        Terminal.run(trainingWith("--test-files", "x*"))
                .failed(Status.WRONG_INPUT, "--test-files: 'x*' fits none of the 40 files");
        Files.move(bad(), folder.resolve("stranger_5.wav"));
        Files.move(folder.resolve("low_2.wav"), folder.resolve("noise.wav"));
        Terminal trained = Terminal.run(training()).done();
        assertTrue(
                trained.err().contains("1 of 40 files in " + folder + " do not fit --label '{voice}_*.wav'"),
                trained.err());
        assertTrue(
                trained.err()
                        .contains("1 of the 3 values of voice are in no file that trains, so that the network learns"
                                + " nothing of them, such as stranger"),
                trained.err());
        Terminal.run(trainingWith("--label", "*.wav"))
                .failed(Status.WRONG_INPUT, "--label: '*.wav' names no label; expected one in braces");
        Terminal.run(trainingWith("--label", "{voice}-*.wav"))
                .failed(
                        Status.WRONG_INPUT,
                        "--label: '{voice}-*.wav' fits none of the 40 files",
                        "one is named high_0");
        Path others = Files.createDirectory(work.resolve("others"));
        WavWriter.write(others.resolve("other.wav"), new float[] {0.5f, 0.1f}, RATE);
        Terminal.run("evaluate", work.resolve("model.safetensors").toString(), "--audio", others.toString())
                .failed(Status.WRONG_INPUT, "the model's label pattern: '{voice}_*.wav' fits none of the 1 files");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void foldersAreFollowedWhereTheyLead() throws IOException {
        Path link = Files.createSymbolicLink(work.resolve("link"), folder);
        Terminal.run(training()).done();
        Terminal.run("evaluate", work.resolve("model.safetensors").toString(), "--audio", link.toString())
                .done();
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void standardOutputClosedEarlyIsSaidInOneLine() throws IOException, InterruptedException {
        Terminal.run(training()).done();
        Process process = new OwnProcess(work, List.of())
                .command("evaluate", "model.safetensors", "--audio", folder.toString(), "--backend", "ejml")
                .start();
        process.getInputStream().close();
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(OwnProcess.MINUTES, TimeUnit.MINUTES));
        new Terminal(process.exitValue(), "", said).failed(Status.FAILED, "its reader gone?");
    }
}
