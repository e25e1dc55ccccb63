/* What this adapter uses of ONNX Runtime's C interface, declared here so that no header of it
 * is needed to build. OrtApi is a table of function pointers that is only ever appended to, so
 * the place of each is its identity (SOURCE: struct OrtApi of
 * include/onnxruntime/core/session/onnxruntime_c_api.h in github.com/microsoft/onnxruntime,
 * MIT; its first member CreateStatus is place 0; held against the header of release 1.29 by
 * offsetof when this was written). test_model_fit.c keeps the places where they are. */

#ifndef POLICEAI_ADAPTER_ONNX_ORT_API_H
#define POLICEAI_ADAPTER_ONNX_ORT_API_H

#include <stddef.h>
#include <stdint.h>

/* The version of the table that is asked for: of ONNX Runtime 1.16; later ones have it too. */
enum { ORT_API_WANTED = 16 };

/* ONNXTensorElementDataType */
enum ort_element {
    ORT_FLOAT = 1,
    ORT_UINT8 = 2,
    ORT_INT32 = 6,
    ORT_INT64 = 7,
    ORT_STRING = 8,
    ORT_BOOL = 9,
    ORT_FLOAT16 = 10,
    ORT_DOUBLE = 11
};
enum { ORT_LOG_FATAL = 4, ORT_SEQUENTIAL = 0, ORT_ENABLE_ALL = 99 };
enum { ORT_ARENA_ALLOCATOR = 1, ORT_MEMORY_DEFAULT = 0 };

struct ort_status; /* NULL: it went well */
struct ort_env;
struct ort_options;
struct ort_session;
struct ort_value;
struct ort_memory;
struct ort_allocator;
struct ort_type;
struct ort_shape;
typedef void ort_unused(void);

struct ort_api {
    ort_unused *at_0;
    int (*get_error_code)(const struct ort_status *status);            /* 1 */
    const char *(*get_error_message)(const struct ort_status *status); /* 2 */
    struct ort_status *(*create_env)(int severity, const char *id, struct ort_env **out);
    ort_unused *at_4[2];
    struct ort_status *(*disable_telemetry)(const struct ort_env *env); /* 6 */
    ort_unused *at_7;
    struct ort_status *(*create_session_from_array)(const struct ort_env *env,
                                                    const void *model, size_t length,
                                                    const struct ort_options *options,
                                                    struct ort_session **out); /* 8 */
    struct ort_status *(*run)(struct ort_session *session, const void *run_options,
                              const char *const *input_names,
                              const struct ort_value *const *inputs, size_t input_count,
                              const char *const *output_names, size_t output_count,
                              struct ort_value **outputs);          /* 9 */
    struct ort_status *(*create_options)(struct ort_options **out); /* 10 */
    ort_unused *at_11[2];
    struct ort_status *(*set_execution_mode)(struct ort_options *options, int mode); /* 13 */
    ort_unused *at_14[9];
    struct ort_status *(*set_graph_level)(struct ort_options *options, int level); /* 23 */
    struct ort_status *(*set_intra_threads)(struct ort_options *options, int count);
    struct ort_status *(*set_inter_threads)(struct ort_options *options, int count);
    ort_unused *at_26[4];
    struct ort_status *(*input_count)(const struct ort_session *session,
                                      size_t *count); /* 30 */
    struct ort_status *(*output_count)(const struct ort_session *session, size_t *count);
    ort_unused *at_32;
    struct ort_status *(*input_type)(const struct ort_session *session, size_t at,
                                     struct ort_type **out); /* 33 */
    struct ort_status *(*output_type)(const struct ort_session *session, size_t at,
                                      struct ort_type **out);
    ort_unused *at_35;
    struct ort_status *(*input_name)(const struct ort_session *session, size_t at,
                                     struct ort_allocator *allocator, char **name); /* 36 */
    struct ort_status *(*output_name)(const struct ort_session *session, size_t at,
                                      struct ort_allocator *allocator, char **name);
    ort_unused *at_38[11];
    struct ort_status *(*create_tensor_with_data)(const struct ort_memory *memory, void *data,
                                                  size_t bytes, const int64_t *shape,
                                                  size_t shape_length, int element,
                                                  struct ort_value **out); /* 49 */
    struct ort_status *(*is_tensor)(const struct ort_value *value, int *is);
    struct ort_status *(*tensor_data)(struct ort_value *value, void **data);
    ort_unused *at_52[3];
    struct ort_status *(*type_as_shape)(const struct ort_type *type,
                                        const struct ort_shape **shape); /* 55 */
    ort_unused *at_56[4];
    struct ort_status *(*element_type)(const struct ort_shape *shape, int *element); /* 60 */
    struct ort_status *(*dimension_count)(const struct ort_shape *shape, size_t *count);
    struct ort_status *(*dimensions)(const struct ort_shape *shape, int64_t *values,
                                     size_t count);
    ort_unused *at_63;
    struct ort_status *(*element_count)(const struct ort_shape *shape, size_t *count); /* 64 */
    struct ort_status *(*tensor_shape)(const struct ort_value *value, struct ort_shape **out);
    ort_unused *at_66[3];
    struct ort_status *(*create_cpu_memory)(int allocator, int kind,
                                            struct ort_memory **out); /* 69 */
    ort_unused *at_70[6];
    struct ort_status *(*allocator_free)(struct ort_allocator *allocator, void *p); /* 76 */
    ort_unused *at_77;
    struct ort_status *(*default_allocator)(struct ort_allocator **out); /* 78 */
    ort_unused *at_79[13];
    void (*release_env)(struct ort_env *env); /* 92 */
    void (*release_status)(struct ort_status *status);
    void (*release_memory)(struct ort_memory *memory);
    void (*release_session)(struct ort_session *session);
    void (*release_value)(struct ort_value *value);
    ort_unused *at_97;
    void (*release_type)(struct ort_type *type); /* 98 */
    void (*release_shape)(struct ort_shape *shape);
    void (*release_options)(struct ort_options *options);
    ort_unused *at_101[29];
    struct ort_status *(*add_config)(struct ort_options *options, const char *key,
                                     const char *value); /* 130 */
};

/* What OrtGetApiBase() gives, the one symbol that is looked up. */
struct ort_base {
    const struct ort_api *(*get_api)(uint32_t version);
    const char *(*version)(void);
};

#endif
