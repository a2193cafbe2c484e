// Carries the precompiled header; see cmake/precompiled.h.
