/* The evidence on one version of a tool: beside each other in short, then each in full. */
#ifndef POLICEAI_WEB_TOOL_EVIDENCE_H
#define POLICEAI_WEB_TOOL_EVIDENCE_H

#include "task/task.h"
#include "web/page.h"

/* Writes three members. "evidence": each in full but for figures of what a newer one replaces,
 * benchmark by benchmark (that measured last first), within one in the order of the tool's
 * parameter sets. "glance": by benchmark, one column a set ("sets"; "beside" where there are
 * more than one) and one row a metric. "issued": all of it in short, the newest first. */
enum err_code tool_evidence_model(struct page_context *page, struct str digest,
                                  const struct task *task, struct err *err) MUST_USE;

#endif
