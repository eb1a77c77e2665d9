package org.rostrum.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.rostrum.shared.Refusal;

/** Several people who do something in the same moment. */
public final class AtOnce {

    private AtOnce() {}

    /** @return what those who were refused were told */
    public static List<String> refused(Runnable... attempts) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (Runnable attempt : attempts) {
                running.add(threads.submit(attempt));
            }
            List<String> refused = new ArrayList<>();
            for (Future<?> attempt : running) {
                try {
                    attempt.get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof Refusal refusal)) {
                        throw new AssertionError("No refusal, but", e.getCause());
                    }
                    refused.add(String.valueOf(refusal.getMessage()));
                }
            }
            return refused;
        }
    }

    /** @return what each of them was answered, in their order */
    public static <T> List<T> answers(List<Callable<T>> asked) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : threads.invokeAll(asked)) {
                try {
                    answers.add(answer.get());
                } catch (ExecutionException e) {
                    throw new AssertionError("No answer, but", e.getCause());
                }
            }
            return answers;
        }
    }
}
