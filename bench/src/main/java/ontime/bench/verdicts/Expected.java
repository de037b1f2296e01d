package ontime.bench.verdicts;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a first verdict must say to name the cause: one of these. */
record Expected(List<Answer> answers) {

    /**
     * What a verdict says.
     *
     * @param keeper who spent the time; null where it does not matter
     */
    record Answer(String code, @Nullable Keeper keeper) {

        boolean isSaidBy(String verdict, String spender) {
            return code.equals(verdict) && (keeper == null || keeper.name().equals(spender));
        }

        @Override
        public String toString() {
            return keeper == null ? code : code + "/" + keeper;
        }
    }

    static Expected of(String code) {
        return new Expected(List.of(new Answer(code, null)));
    }

    /** Either of the codes, with the one who kept it. */
    static Expected of(Keeper keeper, String... codes) {
        return new Expected(
                Arrays.stream(codes).map(code -> new Answer(code, keeper)).toList());
    }

    /** Of two causes either may come first. */
    Expected or(Expected other) {
        return new Expected(
                Stream.concat(answers.stream(), other.answers.stream()).toList());
    }

    boolean isSaidBy(String verdict, String spender) {
        return answers.stream().anyMatch(answer -> answer.isSaidBy(verdict, spender));
    }

    @Override
    public String toString() {
        return answers.stream().map(Answer::toString).collect(Collectors.joining(" or "));
    }
}
