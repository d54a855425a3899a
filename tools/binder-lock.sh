#!/usr/bin/env bash
# Pin all that Binder installs. Binder's image brings JupyterLab and Notebook in these versions, so the rest is
# resolved next to them and they themselves are left out; so is what belongs to the environment (pip, setuptools).
set -euo pipefail
cd "$(dirname "$0")/.."

python="${PYTHON312:-python3.12}"
image=(jupyterlab==4.4.9 notebook==7.4.7)
venv=.venv-binder

"$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 12))' 2>/dev/null || {
    echo "binder/runtime.txt asks for Python 3.12, $python is not that; say where it is: make binder-lock PYTHON312=..." >&2
    exit 1
}
rm -rf "$venv"
"$python" -m venv "$venv"
"$venv/bin/python" -m pip install -q --disable-pip-version-check "${image[@]}" ".[voila,export]"
"$venv/bin/python" -m pip check

{
    echo "# Made by \`make binder-lock\`; change pyproject.toml instead."
    "$venv/bin/python" -m pip freeze --exclude xtsviz --exclude jupyterlab --exclude notebook \
        --exclude pip --exclude setuptools
} >binder/requirements.txt.new
mv binder/requirements.txt.new binder/requirements.txt
echo "binder/requirements.txt: $(grep -c == binder/requirements.txt) packages pinned"
