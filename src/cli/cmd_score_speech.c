/* policeai score speech */
#include "cli/score_call.h"
#include "score/speech/score_speech.h"

struct speech_options {
    struct score_options score;
    struct score_speech_plan plan;
};

#define TEXT_OPTION(name, member, value, help)                                                 \
    {                                                                                          \
        name, 0, OPT_TEXT, offsetof(struct speech_options, plan.member), value, help, 0, 0     \
    }

static const struct opt options[] = {
    TEXT_OPTION("ref", reference, "FILE", "what was said"),
    TEXT_OPTION("hyp", hypothesis, "FILE", "what the system wrote"),
    TEXT_OPTION("hyp2", hypothesis2, "FILE", "what a second system wrote: the two are tested"),
    TEXT_OPTION("format", format, "NAME",
                "trn, stm, ctm, plain, jsonl or seglst; else by the names"),
    TEXT_OPTION("ref-format", reference_format, "NAME", "of the reference alone"),
    TEXT_OPTION("hyp-format", hypothesis_format, "NAME", "of the hypotheses alone"),
    TEXT_OPTION("norm", norm, "NAME", "none (as it stands), en-GB or whisper-en"),
    TEXT_OPTION("case", letters, "RULE",
                "reference (as each metric's reference does), fold or keep"),
    TEXT_OPTION("missing", missing, "RULE",
                "utterances that are not in the hypothesis: error, deleted or sclite"),
    TEXT_OPTION("group", group, "NAME",
                "members of the reference's JSON lines: figures by group, compared"),
    TEXT_OPTION("alignments", alignments, "FILE", "write each utterance's alignment there"),
    {"optional-words", 0, OPT_FLAG, offsetof(struct speech_options, plan.optional), NULL,
     "\"(uh)\" is correct when left out, as with sclite -D", 0, 0},
    {"meeting", 0, OPT_FLAG, offsetof(struct speech_options, plan.meeting), NULL,
     "several speakers a recording (stm, SegLST): cpwer and tcpwer", 0, 0},
    {"collar", 0, OPT_REAL, offsetof(struct speech_options, plan.collar), "S",
     "seconds that words of tcpwer may be apart (5)", 0, 1000000},
    SCORE_OPTION_ROWS(struct speech_options, score),
    {.name = NULL}};

static const struct speech_options defaults = {.score = SCORE_OPTIONS_DEFAULTS,
                                               .plan = {.collar = 5}};

static enum err_code score(struct score_report *report, const void *given, struct err *err)
{
    const struct speech_options *o = given;
    TRY(score_needs(o->plan.reference, "ref FILE", err));
    TRY(score_needs(o->plan.hypothesis, "hyp FILE", err));
    return score_speech(report, &o->plan, err);
}

static enum err_code run(struct command_call *call, struct err *err)
{
    const struct speech_options *o = call->options;
    return score_call(call, "speech", &o->score, score, err);
}

const struct command command_score_speech = {
    .name = "score speech",
    .synopsis =
        "--ref FILE --hyp FILE [--hyp2 FILE] [--format NAME] [--norm NAME] [--case RULE]\n"
        "       [--missing RULE] [--optional-words] [--group NAME] [--alignments FILE] "
        "[--json]\n"
        "--meeting --ref FILE --hyp FILE [--collar S] [--norm NAME] [--case RULE] [--json]",
    .summary = "word and character error rates of transcripts",
    .help =
        "Files: trn \"words (speaker-utterance)\"; stm with stm or ctm; ctm; plain lines; JSON "
        "lines\n{\"id\",\"text\",\"speaker\"}. Speakers are the clusters of the intervals.\n\n"
        "wer.sclite is NIST sclite's (weights 4, 3, 3), wer.levenshtein the fewest errors; "
        "cer, "
        "mer, wil and wip\nare jiwer's. With --meeting speakers are paired so that errors are "
        "the "
        "fewest: cpwer, and where\nwords count only near their time, tcpwer, as meeteval has "
        "them. doc/score/speech.md says more.",
    .options = options,
    .options_size = sizeof(struct speech_options),
    .defaults = &defaults,
    .run = run,
};
