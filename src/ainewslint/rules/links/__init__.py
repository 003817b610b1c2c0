"""Rules about links, images and their targets."""
