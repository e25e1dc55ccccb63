/* A run whose tool is a service over HTTP (private to this part; elsewhere/service.h). */
#ifndef POLICEAI_LAB_LAB_SERVICE_H
#define POLICEAI_LAB_LAB_SERVICE_H

#include "lab/lab_state.h"

/* Reads the plan's service file in place of a tool's folder, checks benchmark and terms, and
 * asks the service whether it is there. Whatever fails here is a refusal. */
enum err_code lab_service_inputs(struct lab *lab, struct err *err) MUST_USE;
/* As client_run, of the plan what service_run takes. */
enum err_code lab_service_pass(struct lab *lab, const struct client_plan *plan,
                               struct err *err) MUST_USE;
/* What evidence and timing say of it: lab->isolation and lab->spent, once both passes are made.
 */
enum err_code lab_service_describe(struct lab *lab, struct err *err) MUST_USE;
/* NULL is allowed. */
void lab_service_free(struct lab_service *service);

#endif
