/* A program compiled for x86-64-v3 cannot run without its instructions. This runs before anything else of it, and says so. */

#include <cpuid.h>
#include <unistd.h>

static const char message[] =
    "This program needs a processor with AVX2, BMI2 and FMA (x86-64-v3: Intel since 2013, AMD since 2015), which this one, or its\n"
    "emulation, does not have. Built with -p:IlcInstructionSet=x86-64-v2 it runs here, at half the speed.\n";

__attribute__((constructor(101))) static void check_instructions(void)
{
    unsigned int a, b, c, d;
    unsigned int wanted1 = bit_FMA | bit_AVX | bit_OSXSAVE | bit_MOVBE | bit_POPCNT | bit_SSE4_2;
    unsigned int wanted7 = bit_AVX2 | bit_BMI | bit_BMI2;

    if (__get_cpuid(1, &a, &b, &c, &d) && (c & wanted1) == wanted1
        && __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & wanted7) == wanted7)
    {
        return;
    }

    (void)!write(STDERR_FILENO, message, sizeof message - 1);
    _exit(70); /* EX_SOFTWARE of BSD's sysexits.h */
}
