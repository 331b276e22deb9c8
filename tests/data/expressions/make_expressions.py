#!/usr/bin/env python3
"""Expected values of expressions over bands, as rio-tiler 9 computes them: numexpr, then numpy.nan_to_num, then one array of all bands.

    python3 make_expressions.py > expressions.json

Made with numexpr 2.14.3.dev0 (its main branch of July 2026, after 2.14.2) and numpy 1.24.2. See README.md.
"""

import json
import sys

import numexpr
import numpy

MAX = {"uint8": 255, "int8": 127, "uint16": 65535, "int16": 32767, "uint32": 4294967295, "int32": 2147483647}
TYPES = ("uint8", "int8", "uint16", "int16", "uint32", "int32", "uint64", "int64", "float32", "float64")


def bands(dtype):
    top = MAX.get(dtype, 5000000000)
    if dtype.startswith("float"):
        b1 = [0, 1, -2.5, 0.3, 7, float("nan"), float("inf"), 1e-8, 123.456]
        b2 = [0, 3, 2, -0.7, 0.5, 1, 2, float("-inf"), -45.5]
    elif dtype.startswith("u"):
        b1 = [0, 1, 2, 7, 12, 100, 99, 5, top]
        b2 = [0, 3, 0, 2, 5, 7, 100, 4, 11]
    else:
        b1 = [0, 1, -2, 7, -12, 100, -99, 5, top]
        b2 = [0, 3, 0, -2, 5, -7, -100, 4, 11]
    b3 = [0, 1, 2, 3, 2, 1, 0, 3, 1]
    return {name: numpy.array(values, dtype) for name, values in (("b1", b1), ("b2", b2), ("b3", b3))}


EXPRESSIONS = """
b1
b1+b2
b1-b2
b1*b2
b1/b2
b1//b2
b1%b2
b1/2
b1//3
b1%3
b1*2.5
b1+1
b1-0.5
7-b1
2**b3
b2**b3
b1**0
b1**1
b1**2
b1**3
b1**2.0
b1**0.5
b1**1.5
b1**-1.0
b1**-0.5
b1**0.3
-b1
-b1**2
2**-1*b1
+b1
b1*(1/2)
b1*(7//2)
b1*(-7//2)
b1+(-7%3)
b1*2**3
b1<b2
b1<=b2
b1>b2
b1>=b2
b1==b2
b1!=b2
b1==5
b1>0.5
(b1>1)&(b2>1)
(b1>1)|(b2>1)
(b1>1)^(b2>1)
~(b1>1)
(b1>1)+(b2>1)
(b1>1)*(b2>1)
(b1>1)*b2
(b1>1)*1.5
(b1>1)+2
(b1>1)/2
(b1>1)==(b2>1)
(b1>1)<(b2>1)
where(b1>b2,b1,b2)
where(b1>2,1,0)
where(b1>2,1.5,0)
where(b1>2,b1,0.5)
where((b1>2)&(b2<5),b1*2,b2-1)
where(b1>2,b1>3,b2>3)
sqrt(b1)
abs(b1)
exp(b3)
expm1(b3)
log(b1)
log2(b1)
log10(b1)
log1p(b1)
sin(b2)
cos(b2)
tan(b2)
arcsin(b1/b2)
arccos(b1/b2)
arctan(b1)
arctan2(b1,b2)
sinh(b3)
cosh(b3)
tanh(b2)
arcsinh(b2)
arccosh(b1)
arctanh(b2/100)
hypot(b1,b2)
fmod(b1,b2)
copysign(b1,b2)
maximum(b1,b2)
minimum(b1,b2)
floor(b1)
ceil(b1)
trunc(b1/3)
round(b1/4)
sign(b1)
isnan(b1/b2)
isinf(b1/b2)
isfinite(b1/b2)
ones_like(b1)
real(b1)
imag(b1)
(b1-b2)/(b1+b2)
2.5*(b1-b2)/(b1+6*b2-7.5*b3+1)
b1*1e3
b1*.5
b1*5.
B1+B2
1.5*B1
b1+b2*b3
(b1+b2)*b3
b1-b2-b3
2**b3**2
b1;b2
b1;b2>1
b1;b1*0.5
b1>1;b2/2
b1;1
"""

WHOLE = """
b1&b2
b1|b2
b1^b2
~b1
b1&3
b1 & 3 | 4
(b1>1)&b2
b1&b2>1
2**b3&3
"""

REFUSED = """
-(b1>1)
(b1>1)-(b2>1)
where(b1,b1,b2)
~(b1*0.5)
(b1*0.5)&1
1<b1<3
"""


def lines(text):
    return [line for line in text.split("\n") if line]


def evaluate(expression, data):
    blocks = [numpy.nan_to_num(numexpr.evaluate(block, local_dict=data)) for block in expression.lower().split(";")]
    shape = data["b1"].shape
    return numpy.array([numpy.broadcast_to(block, shape) for block in blocks])


def plain(value):
    return float(value) if value.dtype.kind == "f" else int(value)


def main():
    numexpr.set_num_threads(1)
    rint = lambda x: numpy.rint(x)
    rint.__name__ = "round"  # numpy 1.24 calls its own round_, which numexpr does not find.
    numexpr.expressions.functions["round"] = numexpr.expressions.func(rint, "double")
    cases, inputs = [], {}
    for dtype in TYPES:
        data = bands(dtype)
        inputs[dtype] = [[repr(plain(v)) for v in data[name]] for name in sorted(data)]
        for expression in lines(EXPRESSIONS) + ([] if dtype.startswith("float") else lines(WHOLE)):
            with numpy.errstate(all="ignore"):
                result = evaluate(expression, data)
            values = [[repr(plain(v)) for v in band] for band in result]
            cases.append({"dtype": dtype, "expression": expression, "out": str(result.dtype).replace("bool", "uint8"), "values": values})
        for expression in lines(REFUSED):
            try:
                evaluate(expression, data)
            except Exception:
                continue
            raise SystemExit("%s of %s was not refused" % (expression, dtype))
    out = {"versions": {"numexpr": numexpr.__version__, "numpy": numpy.__version__}, "inputs": inputs, "refused": lines(REFUSED)}
    text = ",\n".join(" %s: %s" % (json.dumps(name), json.dumps(value)) for name, value in out.items())
    rows = ",\n".join("  " + json.dumps(case, separators=(",", ":")) for case in cases)
    sys.stdout.write("{\n" + text + ',\n "cases": [\n' + rows + "\n ]\n}\n")


main()
