"""``python -m newsfacts``: what the command ``newsfacts`` does."""

from newsfacts.toolbox import main

if __name__ == "__main__":
    main(prog_name="python -m newsfacts")
