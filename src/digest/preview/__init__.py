"""The live preview: a local web application that shows each edition as it will go out, with its checks."""
