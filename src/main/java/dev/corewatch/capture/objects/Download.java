package dev.corewatch.capture.objects;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** GETs one file, bounded in time and bytes from the first to the last of them. Redirections are not followed. */
final class Download {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int REDIRECTION = 300;
    private static final int ERROR = 400;
    private static final long WORDS = 64 << 10;

    private final HttpClient client;

    Download(Duration connect) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connect)
                .build();
    }

    /** What became of it. */
    sealed interface Result {

        /** The file is there, as the server gave it. */
        record Got() implements Result {}

        /** The server says that it has no such file. */
        record Absent() implements Result {}

        /** Anything else, in words. */
        record Failed(String why) implements Result {}
    }

    /** Into an empty file. */
    Result get(URI from, Path to, Duration time, long bytes) throws InterruptedIOException {
        var request =
                HttpRequest.newBuilder(from).header("User-Agent", "corewatch").build();
        var answer = client.sendAsync(
                request,
                info -> info.statusCode() == OK
                        ? BodyHandlers.limiting(BodyHandlers.ofFile(to), bytes).apply(info)
                        : BodyHandlers.limiting(_ -> BodySubscribers.replacing(to), WORDS)
                                .apply(info));
        try {
            return result(answer.get(time.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return new Result.Failed("it had not delivered after " + seconds(time));
        } catch (ExecutionException e) {
            return new Result.Failed(words(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while a file was fetched from " + from);
        } finally {
            cancel(answer);
        }
    }

    private static void cancel(CompletableFuture<?> answer) {
        answer.cancel(true); // ends the exchange, unless it is over
    }

    private static Result result(HttpResponse<Path> answer) {
        int status = answer.statusCode();
        if (status == OK) {
            return new Result.Got();
        }
        if (status == NOT_FOUND) {
            return new Result.Absent();
        }
        if (status >= REDIRECTION && status < ERROR) {
            return new Result.Failed("it redirects, which is not followed: name the server that has the files");
        }
        return new Result.Failed("it answered with HTTP status " + status);
    }

    private static String words(@Nullable Throwable cause) {
        if (cause instanceof IOException) {
            var message = cause.getMessage();
            return message == null || message.isBlank() ? "it can't be reached" : message;
        }
        return String.valueOf(cause);
    }

    private static String seconds(Duration time) {
        return Math.max(1, time.toSeconds()) + " s";
    }
}
