"""The record's entities as the layers above see them: by token, whatever component found them."""
