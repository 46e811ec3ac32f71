#!/bin/sh
# Builds the wheel, installs it into an empty environment and runs the tests there, where no source of ours is to be found.
#   sh tests/wheel.sh [ARGUMENTS OF PYTEST]
set -eu
python=${PYTHON:-python3}
here=$(pwd) place=$(pwd)/build/wheel
rm -rf "$place/dist" "$place/env" "$place/run"
mkdir -p "$place/run/build"
"$python" -m venv "$place/env"
"$place/env/bin/python" -m pip install --quiet --disable-pip-version-check build
"$place/env/bin/python" -m build --outdir "$place/dist" . >"$place/build.log" 2>&1 || { cat "$place/build.log"; exit 1; }
"$python" -m venv --clear "$place/env"
"$place/env/bin/python" -m pip install --quiet --disable-pip-version-check "$(echo "$place"/dist/*.whl)[dev]"
for part in tests examples docs benchmarks training Containerfile .dockerignore Makefile pyproject.toml ./*.md; do
    cp -R "$part" "$place/run/"
done
ln -sfn "$here/build/axe" "$place/run/build/axe"
cd "$place/run"
# What is tested is what was installed: nothing of the checkout, and not what an editable install left behind.
where=$(env -u PYTHONPATH "$place/env/bin/python" -c 'import onrecord; print(onrecord.__file__)')
case $where in "$place/env/"*) ;; *) echo "not the wheel: $where" >&2; exit 1 ;; esac
exec env -u PYTHONPATH ONRECORD_SHARED="${ONRECORD_SHARED:-$here/../shared}" "$place/env/bin/python" -m pytest "$@"
