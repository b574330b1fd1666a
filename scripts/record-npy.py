#!/usr/bin/python3
"""Records arrays as NumPy saves them, as src/testing/fixtures/numpy-arrays.json.

    apt-get install python3-numpy && /usr/bin/python3 scripts/record-npy.py
"""
import base64
import io
import json
import pathlib
import warnings

import numpy as np

FIXTURE = pathlib.Path(__file__).parent.parent / "src/testing/fixtures/numpy-arrays.json"
RISING = np.array([0.5, -1.25, 3, 1e-3, 2**20, -7])
GRID = np.array([[1.5, -2], [3, 4.25], [5, -6]])
ARRAYS = {
    **{f"1-D {kind}": RISING.astype(kind) for kind in ["<f4", "<f8", ">f4", ">f8", "<i4", ">i8"]},
    **{f"1-D {kind}": np.array([0, 1, 100, 127]).astype(kind) for kind in ["i1", "u1", "<i2", ">u2", "<u4", "<u8"]},
    "truth": np.array([True, False, True]),
    "2-D": GRID,
    "2-D, Fortran order": np.asfortranarray(GRID),
    "2-D, Fortran order, big-endian": np.asfortranarray(GRID.astype(">f4")),
    "not finite": np.array([1, np.nan, 2, np.inf]),
    "no rows": np.zeros((0, 2)),
}
REFUSED = {
    "3-D": np.zeros((2, 3, 4)),
    "0-D": np.array(1.5),
    "complex": np.array([1 + 2j]),
    "structured": np.zeros(2, [("a", "<f4"), ("b", "<i2")]),
    "object": np.array([{}, None], object),
    "text": np.array(["one", "two"]),
}


def saved(array, version=None):
    file = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        np.lib.format.write_array(file, array, version=version)
    return base64.b64encode(file.getvalue()).decode()


def rows(array):
    return [[str(float(cell)) for cell in np.atleast_1d(row)] for row in array]


def main():
    arrays = [{"name": name, "file": saved(array), "rows": rows(array)} for name, array in ARRAYS.items()]
    arrays += [
        {"name": f"version {version[0]}", "file": saved(GRID, version), "rows": rows(GRID)}
        for version in [(2, 0), (3, 0)]
    ]
    refused = [{"name": name, "file": saved(array)} for name, array in REFUSED.items()]
    FIXTURE.write_text(json.dumps({"numpy": np.__version__, "arrays": arrays, "refused": refused}, indent=2) + "\n")
    print(FIXTURE.name, FIXTURE.stat().st_size)


if __name__ == "__main__":
    main()
