/* An example of each body of the registry, in the order in which one follows from the other:
 * for tests and for whoever writes a reader. All of it is made up. */
#ifndef POLICEAI_LEDGER_REGISTRY_EXAMPLES_H
#define POLICEAI_LEDGER_REGISTRY_EXAMPLES_H

#define EXAMPLE_TOOL                                                                           \
    "{\"kind\":\"declared\",\"product\":\"Sample Redactor\",\"supplier\":\"Sample Ltd\","      \
    "\"version\":\"1.2\"}"
#define EXAMPLE_DEPLOYMENT "0123456789abcdef0123456789abcdef"
#define EXAMPLE_NOTICE "00000000000000000000000000000001"
#define EXAMPLE_REQUEST "00000000000000000000000000000002"
#define EXAMPLE_COMMITMENT "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"

static const struct registry_example {
    const char *type;
    const char *subject; /* NULL: one of its own */
    const char *body;
} registry_examples[] = {
    {"scope.answered/1", 0,
     "{\"answers\":{\"infers\":\"yes\"},\"date\":\"2026-03-01\",\"organisation\":"
     "\"example-force\",\"outcome\":\"ai\",\"product\":\"Sample Redactor\",\"questions\":"
     "\"scope/1\",\"reason\":\"It finds names by a trained model.\",\"supplier\":"
     "\"Sample Ltd\"}"},
    {"tool.described/1", 0,
     "{\"fields\":{\"limitations\":[\"Names in capitals\"],\"name\":\"Sample Redactor\","
     "\"summary\":\"Marks names.\"},\"organisation\":\"example-force\",\"tool\":" EXAMPLE_TOOL
     ",\"vocabulary\":\"tool-fields/1\"}"},
    {"deployment.described/1", EXAMPLE_DEPLOYMENT,
     "{\"downstream\":[{\"kind\":\"declared\",\"product\":\"Sample Case System\",\"supplier\":"
     "\"Sample Ltd\",\"version\":\"7\"}],\"fields\":{\"cost\":[{\"item\":\"Licence\","
     "\"period\":\"a year\",\"pounds\":1200}],\"name\":\"Redaction of statements\","
     "\"report_every_months\":3,\"scope\":[\"Witness statements\"],\"threshold\":{\"withheld\":"
     "{\"commitment\":\"" EXAMPLE_COMMITMENT "\",\"decided_by\":\"Head of Disclosure\","
     "\"harm\":\"Made up.\",\"public_interest\":\"Made up.\",\"review\":\"2027-03-01\","
     "\"section\":\"31(1)(a)\"}}},\"forces\":[\"example-force\",\"other-example\"],"
     "\"organisation\":\"example-force\",\"reason\":\"First published\",\"stage\":\"pilot\","
     "\"tools\":[{\"parameters\":{\"names\":\"all\",\"threshold\":\"0.5\"},"
     "\"tool\":" EXAMPLE_TOOL
     "}],\"upstream\":[{\"endpoint\":\"https://sample.invalid\",\"kind\":"
     "\"service\",\"model\":\"Sample Scanner\",\"supplier\":\"Sample Ltd\"}],\"vocabulary\":"
     "\"deployment-fields/1\"}"},
    {"requirement.answered/1", 0,
     "{\"deployment\":\"" EXAMPLE_DEPLOYMENT "\",\"document\":{\"date\":\"2026-02-01\","
     "\"link\":\"https://force.invalid/eia\",\"role\":\"Equality "
     "officer\",\"sha256\":\"" EXAMPLE_COMMITMENT
     "\",\"title\":\"Equality impact assessment\"},\"expires\":"
     "\"2027-02-01\",\"gate\":\"gate/1\",\"organisation\":\"example-force\",\"requirement\":"
     "\"equality\"}"},
    {"requirement.answered/2", 0,
     "{\"answer\":\"Made up: tested on four groups; one is too small to judge.\",\"date\":"
     "\"2026-02-03\",\"deployment\":\"" EXAMPLE_DEPLOYMENT
     "\",\"document\":\"Test report\",\"expires\":\"2027-02-03\",\"flag\":\"orange\","
     "\"flag_reason\":\"Made up: one group is not covered.\",\"gate\":\"gate/1\",\"link\":"
     "\"https://force.invalid/test\",\"organisation\":\"example-force\",\"reason\":"
     "\"Second look.\",\"requirement\":\"equality\",\"role\":\"Equality "
     "officer\",\"sha256\":\"" EXAMPLE_COMMITMENT "\"}"},
    {"decision.made/1", 0,
     "{\"advice\":[{\"by\":\"Data protection officer\",\"date\":\"2026-02-20\",\"says\":"
     "\"Made up.\"}],\"conditions\":[\"Every document is read by a person.\"],\"date\":"
     "\"2026-03-02\",\"decision\":\"proceed with "
     "conditions\",\"deployment\":\"" EXAMPLE_DEPLOYMENT
     "\",\"expires\":\"2027-03-02\",\"gate\":{\"lapsed\":[],\"missing\":["
     "\"training\"],\"version\":\"gate/1\"},\"organisation\":\"example-force\",\"reason\":"
     "\"Training begins with the pilot.\",\"role\":\"Chief Constable\",\"stage\":\"pilot\"}"},
    {"use.reported/1", 0,
     "{\"counts\":{\"items\":120,\"outputs\":120,\"overrides\":7},\"deployment\":"
     "\"" EXAMPLE_DEPLOYMENT
     "\",\"from\":\"2026-03-01\",\"groups\":[{\"characteristic\":\"sex\","
     "\"counts\":{\"items\":60},\"value\":\"not recorded\"}],\"note\":\"Made up.\","
     "\"operation\":{\"place\":\"A made-up street\",\"policy\":\"Version 2\",\"title\":"
     "\"A made-up outing\"},\"organisation\":\"example-force\",\"settings\":{\"threshold\":"
     "\"0.64\"},\"to\":\"2026-03-31\",\"vocabulary\":\"use-counts/1\"}"},
    {"safety.noticed/1", EXAMPLE_NOTICE,
     "{\"about\":[{\"from\":\"1.0\",\"product\":\"Sample Redactor\",\"supplier\":\"Sample "
     "Ltd\","
     "\"to\":\"1.2\"},{\"tool\":" EXAMPLE_TOOL
     "}],\"action\":\"Read every document.\",\"date\":"
     "\"2026-04-01\",\"due\":\"2026-04-15\",\"organisation\":\"sample-centre\",\"says\":"
     "\"Misses names in tables.\",\"title\":\"Names in tables\"}"},
    {"safety.acknowledged/1", 0,
     "{\"date\":\"2026-04-03\",\"did\":\"Documents with tables are read "
     "twice.\",\"notice\":\"" EXAMPLE_NOTICE
     "\",\"organisation\":\"example-force\",\"role\":\"AI lead\"}"},
    {"return.requested/1", EXAMPLE_REQUEST,
     "{\"date\":\"2026-04-01\",\"due\":\"2026-06-30\",\"forces\":[\"example-force\","
     "\"other-example\"],\"organisation\":\"sample-centre\",\"scope\":\"All AI in use.\","
     "\"title\":\"First return\"}"},
    {"return.nil/1", 0,
     "{\"date\":\"2026-05-01\",\"note\":\"Made up.\",\"organisation\":\"other-example\","
     "\"request\":\"" EXAMPLE_REQUEST "\",\"role\":\"Chief Constable\"}"},
    {"disclosure.adopted/1", 0,
     "{\"date\":\"2026-03-01\",\"ncnd\":[\"capability\",\"security\"],\"organisation\":"
     "\"example-force\",\"policy\":\"disclosure/1\",\"role\":\"Head of Disclosure\"}"},
    {"records.withheld/1", 0,
     "{\"count\":2,\"date\":\"2026-03-01\",\"decided_by\":\"Head of Disclosure\",\"harm\":"
     "\"Made up.\",\"organisation\":\"example-force\",\"public_interest\":\"Made up.\","
     "\"review\":\"2027-03-01\",\"section\":\"31(1)(a)\"}"},
};

#endif
