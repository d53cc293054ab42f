# The command `extract` with everything it reads and writes: docker run --rm -v "$PWD:/work" newsfacts news/ -o facts.jsonl
FROM python:3.12-slim AS build
COPY . /source
RUN pip install --no-cache-dir --prefix /install "/source[html,warc,parquet]"

FROM python:3.12-slim
COPY --from=build /install /usr/local
# As nobody in particular: what a mounted folder's owner may read; to write there, add --user "$(id -u):$(id -g)".
RUN useradd --uid 1000 --create-home newsfacts
USER 1000
WORKDIR /work
ENTRYPOINT ["extract"]
