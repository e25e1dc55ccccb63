/* An example of each body that is said of a sealed benchmark: for tests and for whoever writes
 * a reader. All of it is made up. */
#ifndef POLICEAI_LEDGER_CUSTODY_EXAMPLES_H
#define POLICEAI_LEDGER_CUSTODY_EXAMPLES_H

#define EXAMPLE_SET "00000000000000000000000000000005"
#define EXAMPLE_SET_DIGEST "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"
#define EXAMPLE_RUN "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"

static const struct custody_example {
    const char *type;
    const char *subject;
    const char *body;
} custody_examples[] = {
    {"benchmark.sealed/1", EXAMPLE_SET,
     "{\"benchmark\":{\"digest\":\"" EXAMPLE_SET_DIGEST
     "\",\"id\":\"sample-calls\",\"version\":\"1\"},\"budget\":10,\"clusters\":280,"
     "\"commitment\":\"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc\","
     "\"holder\":\"Sample test body\",\"items\":280,\"metric\":\"f1.macro/1\","
     "\"sensitivity\":\"synthetic\",\"step\":\"0.01\",\"task\":\"text-classification\","
     "\"title\":\"Sample: made-up calls\"}"},
    {"sealed.opened/1", EXAMPLE_SET,
     "{\"act\":\"run\",\"benchmark\":\"" EXAMPLE_SET_DIGEST
     "\",\"found\":\"as left\",\"number\":1,\"purpose\":\"A made-up test.\",\"query\":1,"
     "\"requester\":\"Sample Ltd\",\"role\":\"Lab evaluator\",\"tool\":\"" EXAMPLE_RUN "\"}"},
    {"sealed.opened/1", EXAMPLE_SET,
     "{\"act\":\"evidence issued\",\"benchmark\":\"" EXAMPLE_SET_DIGEST
     "\",\"found\":\"not told\",\"number\":2,\"purpose\":\"A made-up test.\",\"requester\":"
     "\"Sample Ltd\",\"role\":\"Lab evaluator\",\"run\":\"" EXAMPLE_RUN "\"}"},
    {"sealed.answered/1", EXAMPLE_SET,
     "{\"benchmark\":\"" EXAMPLE_SET_DIGEST
     "\",\"improved\":\"yes\",\"planted\":{\"chance\":\"0.6415\",\"given\":1,\"of\":20},"
     "\"query\":1,\"released\":\"0.78\",\"requester\":\"Sample Ltd\",\"run\":\"" EXAMPLE_RUN
     "\"}"},
};

#endif
