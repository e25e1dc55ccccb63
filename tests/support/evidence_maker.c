#include "support/evidence_maker.h"

#include "base/limits.h"
#include "evidence/predicate.h"
#include "ledger/dsse.h"

const char *maker_run(struct log_maker *maker, int by, const char *tool)
{
    struct maker_entry entry = {.by = by, .type = "run.registered/1"};
    entry.body = arena_printf(maker->arena,
                              "{\"benchmark\":{\"digest\":\"" MAKER_NO_FILE
                              "\",\"id\":\"b\",\"version\":\"1\"},"
                              "\"parameters\":{\"t\":\"0.5\"},\"seed\":7,\"tool\":%s}",
                              tool);
    return log_maker_add(maker, &entry);
}

static struct str payload(struct log_maker *maker, const char *run, const char *tool)
{
    struct js *value;
    struct strbuf out;
    struct predicate predicate = {
        .title = STR("p 1"),
        .benchmark_digest = STR(MAKER_NO_FILE),
        .benchmark_id = STR("b"),
        .benchmark_version = STR("1"),
        .checkpoint = log_maker_checkpoint(maker),
        .engine = STR("policeai 0"),
        .exposure = STR("open"),
        .figures =
            STR("[{\"clusters\":20,\"denominator\":4,\"group\":\"all\",\"interval\":[\"0\","
                "\"1\"],\"method\":\"m\",\"metric\":\"x/1\",\"n\":4,\"numerator\":2,"
                "\"value\":\"0.5\"},{\"group\":\"a=b\",\"metric\":\"x/1\",\"n\":1,"
                "\"undefined\":\"not enough data\"}]"),
        .isolation = STR("{\"level\":\"full\"}"),
        .parameters = STR("{\"t\":\"0.5\"}"),
        .run = str_of(run),
        .seed = 7,
        .figures_sha256 = STR(MAKER_NO_FILE),
        .results_sha256 = STR(MAKER_NO_FILE),
        .stats_sha256 = STR(MAKER_NO_FILE)};
    maker_must(js_parse(maker->arena, str_of(tool), &value, &maker->err), &maker->err);
    maker_must(identity_parse(value, &predicate.tool, &maker->err), &maker->err);
    strbuf_init(&out, MIB);
    predicate_compose(&out, &predicate);
    struct str text = arena_str(maker->arena, strbuf_view(&out));
    strbuf_release(&out);
    return text;
}

struct str maker_envelope(struct log_maker *maker, const char *run, const char *tool, int key)
{
    struct strbuf out;
    strbuf_init(&out, MIB);
    maker_must(dsse_sign(&out, payload(maker, run, tool), &maker->keys[key], &maker->err),
               &maker->err);
    struct str bytes = arena_str(maker->arena, strbuf_view(&out));
    strbuf_release(&out);
    return bytes;
}

const char *maker_issue(struct log_maker *maker, const char *envelope, const char *run,
                        int issuer)
{
    struct maker_entry entry = {.by = issuer, .type = "evidence.issued/1"};
    entry.body =
        arena_printf(maker->arena, "{\"envelope\":\"%s\",\"run\":\"%s\"}", envelope, run);
    return log_maker_add(maker, &entry);
}
