"""Builds the scoring kernel, the one module in C, where there is a compiler; the rest of the build is pyproject.toml.

Without a compiler the package is whole too: numpy scores. ``TRISTANCE_BUILD_KERNEL=1`` makes a kernel that cannot be
built an error, ``TRISTANCE_BUILD_KERNEL=0`` leaves it out; a wheel without it is for any platform.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.command.build_ext import build_ext

KERNEL = Path("pipeline/tristance/model/kernel")
ASKED = os.environ.get("TRISTANCE_BUILD_KERNEL", "")
if ASKED not in {"", "0", "1"}:
    sys.exit(f"error: TRISTANCE_BUILD_KERNEL is {ASKED!r}; 1: must be built, 0: left out, unset: built if possible")
# One build for every CPython from 3.11 on; those without a GIL have no stable ABI yet, and get one of their own.
STABLE = sys.implementation.name == "cpython" and not sysconfig.get_config_var("Py_GIL_DISABLED")
# Products and sums are rounded one by one everywhere, as numpy does, so that machines agree: no contraction.
UNIX_FLAGS = ["-std=c11", "-O3", "-ffp-contract=off", "-fvisibility=hidden"]
MSVC_FLAGS = ["/std:c11", "/O2", "/fp:precise", "/utf-8"]


class BuildKernel(build_ext):
    """Builds the kernel, or says in one line that it did not and what that means."""

    command_name = "build_ext"  # how its lines begin

    def run(self) -> None:
        """Build afresh: what an earlier build left is removed, so that no kernel of other sources is used or packed."""
        (kernel,) = self.extensions
        built = Path(self.build_lib, self.get_ext_filename(kernel.name))
        for left in (built, Path(self.get_ext_fullpath(kernel.name))):  # the second is in the checkout, if editable
            left.unlink(missing_ok=True)
        if ASKED == "0":
            self.warn("the scoring kernel is left out, as TRISTANCE_BUILD_KERNEL=0 asks: numpy scores")
            return
        super().run()
        if not built.exists():
            self.warn("the scoring kernel was not built (see above): numpy scores, more slowly; install a C compiler")

    def build_extension(self, ext: Extension) -> None:
        """Build with the flags of the compiler that was found."""
        unix = self.compiler.compiler_type != "msvc"
        ext.extra_compile_args = UNIX_FLAGS if unix else MSVC_FLAGS
        ext.libraries = ["m"] if unix else []
        super().build_extension(ext)


class Wheel(bdist_wheel):
    """A wheel that is for any platform where it holds no kernel."""

    def run(self) -> None:
        """Build, then see what there is to pack."""
        self.reinitialize_command("build_ext").inplace = False
        self.run_command("build")
        self.skip_build = True
        built = self.get_finalized_command("build_ext").get_outputs()
        if not any(Path(path).exists() for path in built):
            self.root_is_pure = True
            self.distribution.ext_modules = []  # else its modules would be installed as those of one platform
        super().run()


setup(
    cmdclass={"build_ext": BuildKernel, "bdist_wheel": Wheel},
    ext_modules=[
        Extension(
            "tristance.model._kernel",
            sources=sorted(path.as_posix() for path in KERNEL.glob("*.c")),
            depends=sorted(path.as_posix() for path in KERNEL.glob("*.h")),
            define_macros=[("Py_LIMITED_API", "0x030B0000")] if STABLE else [],
            py_limited_api=STABLE,
            optional=ASKED != "1",
        )
    ],
    options={"bdist_wheel": {"py_limited_api": "cp311"}} if STABLE else {},
)
