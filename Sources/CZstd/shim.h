#ifndef LIAISON_CZSTD_SHIM_H
#define LIAISON_CZSTD_SHIM_H
#include <zstd.h>
#include <zstd_errors.h>
#endif
