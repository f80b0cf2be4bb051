"""What each ESP makes of a message: real template engines, or their documented syntax."""
